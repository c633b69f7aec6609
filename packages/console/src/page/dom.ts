/** An element of the page that is known to be there, of the kind that is expected. */
export function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${kind.name} #${id}`);
}

/** What an element has besides its children: a class, and attributes. */
export interface Details {
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** Makes an element. Strings among its children become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  details: Details,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (details.class !== undefined) element.className = details.class;
  for (const [name, value] of Object.entries(details.attributes ?? {})) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
