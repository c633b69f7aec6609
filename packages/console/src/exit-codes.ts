/** How the `earshot` command ends; its help lists them. */
export const EXIT = {
  fine: 0,
  failure: 1,
  wrongUse: 2,
  rowsLeftOut: 3,
  /** 128 and the number of SIGINT, as shells count. */
  interrupted: 130,
} as const;
