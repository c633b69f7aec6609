import { countText, shareText } from '../parts/words.ts';
import type { ImportProgress } from './import-request.ts';
import { TakenColumns } from './taken-columns.tsx';

/** How far an import has come. */
export function Progress({ progress, onStop }: { readonly progress: ImportProgress | undefined; readonly onStop: () => void }) {
  return (
    <div class="form importing">
      <progress max={1} value={progress?.share} aria-label="Import" />
      <p>{progress ? progressText(progress) : 'Sending the file…'}</p>
      {progress && <TakenColumns taken={progress.taken} />}
      <p class="send">
        <button type="button" class="plain" onClick={onStop}>
          Stop
        </button>
      </p>
    </div>
  );
}

function progressText({ read, added, present, refused, share }: ImportProgress): string {
  const rest = [
    `${countText(added)} added`,
    ...(present > 0 ? [`${countText(present)} there already`] : []),
    ...(refused > 0 ? [`${countText(refused)} refused`] : []),
  ];
  return `${shareText(share)}: ${countText(read)} rows read, ${rest.join(', ')}`;
}
