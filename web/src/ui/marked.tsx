/** People's words with some of them marked. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const pattern = new RegExp(`(${[...words].sort((a, b) => b.length - a.length).map(escape).join('|')})`, 'u');
  const pieces = words.length > 0 ? text.split(pattern) : [text];
  return (
    <blockquote class="quote-block words-of-people marked">
      {pieces.map((piece, i) => (words.includes(piece) ? <mark key={i}>{piece}</mark> : piece))}
    </blockquote>
  );
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
