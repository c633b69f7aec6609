import { copyFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { CODE_FOLDER } from './code-folder.ts';

/** What weights of one's own are called beside the bundle. */
export const OWN_WEIGHTS = 'own-weights.bin';

/** The code of the functions, with a file of weights beside it where one is given. */
export function functionCode(weights?: string): Code {
  if (weights === undefined) return Code.fromAsset(CODE_FOLDER);
  const tryBundle = (folder: string) => {
    cpSync(CODE_FOLDER, folder, { recursive: true });
    copyFileSync(weights, join(folder, OWN_WEIGHTS));
    return true;
  };
  // The image is never used: bundling is how an asset is put together of several places.
  const bundling = { image: DockerImage.fromRegistry('scratch'), local: { tryBundle } };
  return Code.fromAsset(CODE_FOLDER, { assetHashType: AssetHashType.OUTPUT, bundling });
}
