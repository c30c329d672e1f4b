/* The training video, watched to its end; a screen of its own, because only its address may play media. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { CAPTIONS, VIDEO, trainingApi } from '../../api/training';
import type { TrainingOwn } from '../../api/types.gen';
import { setLockAt } from '../../store/activity';
import { now, session } from '../../store/store';
import { text } from '../../text';
import { LoadState, useLoad } from '../panels/load';
import { TELL_EVERY_MS, Watching } from './watching';

const FASTEST = 1.25;
const LENGTH_OFF_MS = 2000;

function timeOf(ms: number): string {
  const s = Math.floor(ms / 1000);
  return text.value.training.time(Math.floor(s / 60), s % 60);
}

async function tell(from: number, to: number) {
  const answer = await trainingApi.watch(from, to);
  setLockAt(now() + (session.peek()?.idle_limit ?? 0) * 1000);
  return answer;
}

type Trouble = 'broken' | 'lengthWrong' | 'skipped' | 'waits' | null;

/* Tells while it plays; at the end again and again, until the server's clock has come so far. */
function useTelling(w: Watching, playing: boolean, ended: boolean, after: () => void): void {
  useEffect(() => {
    if (!playing && !ended) {
      return undefined;
    }
    const timer = setInterval(() => void w.report().then(after), ended ? 1000 : TELL_EVERY_MS);
    return () => clearInterval(timer);
  }, [playing, ended]);
}

/** Nobody goes to what was not watched yet. True when somebody wanted to. */
function holdBack(w: Watching, v: HTMLVideoElement): boolean {
  const at = v.currentTime * 1000;
  const to = w.done ? at : w.allowed(at);
  if (to < at) {
    v.currentTime = to / 1000;
  }
  return to < at;
}

function usePlayer(own: TrainingOwn) {
  const video = useRef<HTMLVideoElement>(null);
  const [w] = useState(() => new Watching(own.reached, own.length, tell, own.done_at !== null));
  const [state, setState] = useState({ told: w.told, done: w.done });
  const [playing, setPlaying] = useState(false);
  const [ended, setEnded] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const after = () => {
    if (w.lost && video.current) {
      w.giveUp();
      video.current.currentTime = w.seen / 1000;
    }
    setTrouble((now) => (now === 'skipped' || w.done ? null : now));
    setEnded((now) => now && !w.done);
    setState({ told: w.told, done: w.done });
  };
  useTelling(w, playing && !w.done, ended && !w.done, after);
  const on = {
    onLoadedMetadata: () => {
      const v = video.current!;
      v.currentTime = w.done ? 0 : w.seen / 1000;
      if (Math.abs(v.duration * 1000 - own.length) > LENGTH_OFF_MS) {
        setTrouble('lengthWrong');
      }
    },
    onPlay: () => {
      setPlaying(true);
      setEnded(false);
      void w.begin();
    },
    onPause: () => {
      setPlaying(false);
      void w.report().then(after);
    },
    onTimeUpdate: () => {
      if (!video.current!.seeking) {
        w.played(video.current!.currentTime * 1000);
      }
    },
    onSeeking: () => {
      if (holdBack(w, video.current!)) {
        setTrouble('skipped'); /* until the next report: going back is a seek too */
      }
    },
    onRateChange: () => {
      const v = video.current!;
      v.playbackRate = w.done ? v.playbackRate : Math.min(v.playbackRate, FASTEST);
    },
    onEnded: () => {
      w.played(own.length);
      setEnded(true);
      setTrouble(w.done ? null : 'waits');
      void w.report().then(after);
    },
    onError: () => setTrouble('broken'),
  };
  return { video, on, state, trouble };
}

function Player({ own }: { own: TrainingOwn }) {
  const t = text.value.training;
  const { video, on, state, trouble } = usePlayer(own);
  return (
    <>
      <p>{own.done_at ? t.again : t.line}</p>
      <video ref={video} class="training-video" src={VIDEO} controls playsInline preload="metadata" aria-label={t.title} {...on}>
        {own.captions && <track kind="captions" srcLang="ja" label={t.captions} src={CAPTIONS} default />}
      </video>
      <div role="status">
        {state.done && !own.done_at && <p class="note">{t.done}</p>}
        {!state.done && <p class="soft">{t.reached(timeOf(state.told), timeOf(own.length))}</p>}
        {trouble && trouble !== 'broken' && trouble !== 'lengthWrong' && <p>{t[trouble]}</p>}
      </div>
      <div role="alert">{(trouble === 'broken' || trouble === 'lengthWrong') && <p class="error">{t[trouble]}</p>}</div>
    </>
  );
}

export function WatchPage() {
  const t = text.value.training;
  const load = useLoad(trainingApi.own, []);
  return (
    <main class="gate">
      <div class="gate-card training">
        <h1>{t.title}</h1>
        <LoadState load={load} />
        {load.data && (load.data.video ? <Player own={load.data} /> : <p>{t.none}</p>)}
        {/* A new page: there the content policy is the usual one again. */}
        <a class="button full" href="/">
          {session.value?.admitted ? t.home : t.back}
        </a>
      </div>
    </main>
  );
}
