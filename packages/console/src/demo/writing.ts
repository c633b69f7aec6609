import type { Chance } from './chance.ts';
import { type Customer, mannersOf, type Source } from './customers.ts';
import type { Deck } from './deck.ts';
import type { Complaints } from './incident.ts';

/** Makes a text what it looks like where it comes in by: a mail with its manners, a note of a call, a few words in an app. */
export function written(text: string, customer: Customer, source: Source, chance: Chance): string {
  const { greetings, closings, calls, orders } = mannersOf(customer.language);
  if (source === 'email') return mail(text, chance.one(greetings), `${chance.one(closings)}\n${customer.name}`, chance);
  if (source === 'phone' && chance.happens(0.7)) return `${chance.one(calls)} ${text}`;
  if (source === 'web' && !/A-\d/.test(text) && chance.happens(0.22)) return referring(text, filled(chance.one(orders), chance));
  return source === 'app' && chance.happens(0.25) ? text.replace(/\.$/, '') : text;
}

/** A complaint about what went wrong: what happened, and mostly what came of it or what is wanted. */
export function complaint({ facts, consequences, demands }: ComplaintDecks, chance: Chance): string {
  const parts = [facts.draw(), chance.happens(0.65) && consequences.draw(), chance.happens(0.6) && demands.draw()].filter(
    (part) => part !== false,
  );
  return filled((chance.happens(0.15) ? parts.reverse() : parts).join(' '), chance);
}

/** The sentences of complaints as decks. */
export type ComplaintDecks = { readonly [part in keyof Complaints]: Deck<string> };

function mail(text: string, greeting: string, closing: string, chance: Chance): string {
  if (chance.happens(0.15)) return text;
  return chance.happens(0.2) ? `${greeting} ${text}` : `${greeting}\n\n${text}\n\n${closing}`;
}

/** An order in brackets stands behind a text, another before it. */
function referring(text: string, order: string): string {
  return order.startsWith('(') ? `${text} ${order}` : `${order} ${text}`;
}

function filled(text: string, chance: Chance): string {
  const sum = `${chance.from(6, 180)}.${chance.one(['00', '49', '50', '90', '95', '99'])} €`;
  return text.replaceAll('{sum}', sum).replaceAll('{order}', `A-${chance.from(40_000, 99_999)}`);
}
