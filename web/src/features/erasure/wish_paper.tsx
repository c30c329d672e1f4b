/* 完全削除依頼書 on paper, A4, filled in by hand: patient and family write, the office keeps it. */
import { closePaper } from '../../store/route';
import { session } from '../../store/store';
import { text } from '../../text';
import { Button } from '../../ui/button';

function Line({ label, words = '', wide = false }: { label: string; words?: string; wide?: boolean }) {
  return (
    <div class={wide ? 'paper-line wide' : 'paper-line'}>
      <dt>{label}</dt>
      <dd>{words}</dd>
    </div>
  );
}

function Boxes({ label, words }: { label: string; words: readonly string[] }) {
  return <Line label={label} words={words.map((w) => `☐ ${w}`).join('　')} />;
}

/** number: the receipt number, or empty where it is written in by hand. */
export function WishPaper({ number }: { number: string }) {
  const t = text.value.erasure.paper;
  const region = session.value?.region;
  return (
    <main class="paper">
      <h1 class="for-sr">{t.title}</h1>
      <div class="paper-bar">
        <Button onClick={closePaper}>{t.back}</Button>
        <p class="soft">{t.hint}</p>
        <Button look="main" onClick={() => print()}>
          {t.print}
        </Button>
      </div>
      <article class="paper-page">
        <p class="paper-form">
          <span>{t.number}</span> <strong>{number === '' ? t.numberBlank : number}</strong>
        </p>
        <h2>{t.title}</h2>
        <p>{t.to(region?.association ?? '')}</p>
        <p>{t.lead(region?.network_name ?? '')}</p>
        <dl>
          <Line label={t.day} words={t.dayBlank} />
          <Line label={t.patient} wide />
          <Line label={t.birth} words={t.dayBlank} />
          <Line label={t.wisher} wide />
          <Line label={t.relation} />
          <Line label={t.phone} />
          <Line label={t.clinic} wide />
        </dl>
        <h3>{t.understood}</h3>
        <ul class="paper-scopes">
          {t.points.map((point) => (
            <li key={point}>☐ {point}</li>
          ))}
        </ul>
        <h3>{t.officeUse}</h3>
        <dl>
          <Boxes label={t.checked} words={Object.values(text.value.erasure.checkWays)} />
          <Line label={t.called} words={t.dayBlank} />
          <Line label={t.clerk} />
        </dl>
        <footer>
          <span>{t.keep}</span>
          <span>{region?.association}</span>
        </footer>
      </article>
    </main>
  );
}
