// The demo's training video, as it is installed where every user may read it, and the settings that name it.
import path from 'node:path';

const folder = path.resolve(process.env.TASUKI_BIN ?? '', '../../share/tasuki/demo');
export const film = { path: path.join(folder, 'training.webm'), seconds: 20 };
export const filmSettings = {
  'training.captions': path.join(folder, 'training.vtt'),
  'training.video': film.path,
  'training.video_seconds': film.seconds,
};
