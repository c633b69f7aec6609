/** A small drawing beside words that say the same. */
function Icon({ path }: { readonly path: string }) {
  return (
    <svg class="drawing" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d={path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** A cross. */
export const CloseIcon = () => <Icon path="M6 6l12 12M18 6L6 18" />;

/** A magnifying glass. */
export const SearchIcon = () => <Icon path="M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14M16.2 16.2L21 21" />;

/** A tray that something goes into. */
export const ImportIcon = () => <Icon path="M12 3v11M7.5 10L12 14.5L16.5 10M4 16v3a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-3" />;

/** A plus. */
export const PlusIcon = () => <Icon path="M12 5v14M5 12h14" />;

/** Two sheets. */
export const CopyIcon = () => <Icon path="M9 9h11v11H9zM5 15H4V4h11v1" />;

/** A bell. */
export const BellIcon = () => <Icon path="M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21.5h4" />;

/** A sun behind a moon. */
export const ThemeIcon = () => <Icon path="M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18" />;
