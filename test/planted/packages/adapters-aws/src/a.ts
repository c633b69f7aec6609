import '../../adapters-local/src/a.ts';
