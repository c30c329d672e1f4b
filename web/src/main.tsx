import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/dialog.css';
import './ui/shell.css';
import './ui/timeline.css';
import { render } from 'preact';
import { App } from './features/app';
import { boot } from './store/session';

render(<App />, document.getElementById('app')!);
void boot();
