/**
 * What a link does when it is followed in this page. With a key held, or another mouse button, the browser does as with any link, so
 * that it opens in a new tab.
 */
export function followed(then: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    then();
  };
}
