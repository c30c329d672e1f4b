import { render } from 'preact';

render(<h1>襷 Tasuki</h1>, document.getElementById('app')!);
