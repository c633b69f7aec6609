import { types } from 'node:util';

const ordinary = Function.prototype[Symbol.hasInstance];

/**
 * Jest runs tests in a realm of its own, to whose `Error` the errors of Node's sockets do not belong. The SDK then wraps them and loses
 * their codes, which outside of Jest it does not. Importing this makes them belong.
 */
Object.defineProperty(Error, Symbol.hasInstance, {
  value(this: unknown, error: unknown): boolean {
    return this === Error ? types.isNativeError(error) : ordinary.call(this, error);
  },
});
