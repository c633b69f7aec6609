#!/usr/bin/env node
// Plain JavaScript that an old Node can still read, so that it can say what is missing instead of failing on a word it does not know.
const NEEDED = [22, 15];
const found = process.versions.node.split('.').map(Number);

if (found[0] < NEEDED[0] || (found[0] === NEEDED[0] && found[1] < NEEDED[1])) {
  console.error(
    'earshot: needs Node ' +
      NEEDED.join('.') +
      ' or newer; this is Node ' +
      process.versions.node +
      '.\n' +
      'In the repository, `npm ci` brings Node 24 and `npm start` uses it; elsewhere, upgrade Node (https://nodejs.org).',
  );
  process.exitCode = 1;
} else {
  quietenSqlite();
  // What Node compiled is kept in the folder for temporary files, so that the next start is quicker and takes less memory.
  process.getBuiltinModule('node:module').enableCompileCache();
  import('../dist/main.js').catch((error) => {
    const notBuilt = error.code === 'ERR_MODULE_NOT_FOUND' && /dist.main\.js/.test(error.message);
    const told = notBuilt ? 'is not built yet; run `npm run build` in the repository first' : error.message;
    console.error(`earshot: ${told}`);
    if (process.env.EARSHOT_DEBUG === '1') console.error(error);
    process.exitCode = 1;
  });
}

/** node:sqlite warns that it is experimental each time; every other warning is still shown. */
function quietenSqlite() {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (/SQLite is an experimental feature/.test(String(warning))) return;
    emitWarning.call(process, warning, ...rest);
  };
}
