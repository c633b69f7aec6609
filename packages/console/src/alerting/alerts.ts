/** The alerts of a server, as the page shows them. */
export interface Alerts {
  /** How each rule stands, as JSON. */
  states(): readonly object[];
  /** Calls a listener whenever a rule stands otherwise, until what it gives is called. */
  onChange(listener: () => void): () => void;
}
