// Showing a list or a menu beside what it belongs to, above everything, within the window.

const MARGIN = 8;
const GAP = 4;

/** Shows `floating` (a manual popover) near `anchor`; gives the function that hides it. */
export function showNear(anchor, floating) {
  const stop = () => {
    removeEventListener("scroll", follow, { capture: true });
    removeEventListener("resize", follow);
  };
  const follow = () => (floating.isConnected ? place(anchor, floating) : stop());
  floating.showPopover();
  place(anchor, floating);
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow);
  return () => {
    stop();
    if (floating.isConnected) floating.hidePopover();
  };
}

function place(anchor, floating) {
  const { top, bottom, left, width } = anchor.getBoundingClientRect();
  const below = innerHeight - bottom - GAP - MARGIN;
  const above = top - GAP - MARGIN;
  floating.style.minWidth = `${width}px`;
  floating.style.maxHeight = "";
  const goesBelow = floating.offsetHeight <= below || below >= above;
  floating.style.maxHeight = `${Math.min(floating.offsetHeight, goesBelow ? below : above)}px`;
  const height = floating.offsetHeight;
  floating.style.top = `${goesBelow ? bottom + GAP : top - GAP - height}px`;
  const furthest = innerWidth - floating.offsetWidth - MARGIN;
  floating.style.left = `${Math.max(MARGIN, Math.min(left, furthest))}px`;
}
