import { render } from 'preact';
import { takeDroppedFiles } from './adding/drop.ts';
import { App } from './shell/app.tsx';
import { startListening } from './state/live.ts';

const root = document.getElementById('root');
if (root) render(<App />, root);
takeDroppedFiles();
startListening();
