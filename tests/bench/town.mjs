// The town of the benchmark: posters and the care spaces they share, a ward with a thousand members for the fan-out, one timeline with history.
export const password = 'asagao7himawari7';
export const posterCount = 128;
export const spaceCount = 64;
export const wardCount = 1000;
const historyPosts = 400;

const number = (n) => String(n).padStart(4, '0');
const texts = [
  '訪問しました。血圧128/76、脈拍72整、SpO2 97%。下肢のむくみは先週より軽くなっています。食事は8割ほど。夜間の咳はなしとのことです。',
  '薬のセットを確認しました。夕方の分が2日残っていたため、服薬カレンダーの位置を台所に変えています。次回まで様子をみてください。',
  '了解しました。明日の往診で診ます。',
  '入浴介助。右足の踵に発赤1cmほど、圧迫で消退します。写真は後ほど。体位を変える間隔を2時間でお願いします。デイサービスにも伝えました。',
];

function people(prefix, count, profession) {
  return Array.from({ length: count }, (_, i) => {
    const login = `${prefix}${number(i)}`;
    return {
      ref: login,
      name: `架空 ${login}`,
      kana: `かくう ${login}`,
      login,
      hats: [{ ref: `${login}.c`, kind: 'staff', profession, facility: 'clinic', admin: false }],
    };
  });
}

function patient(ref, logins) {
  const members = logins.map((login, i) => ({
    hat: `${login}.c`,
    relation: '担当',
    role: i === 0 ? 'attending' : 'member',
    from_days_ago: 100,
    history: 'all',
  }));
  return { ref, name: `患者 ${ref}`, kana: `かんじゃ ${ref}`, birth: '1940-01-01', sex: 'female', facility: 'clinic', attending: members[0].hat, opened_days_ago: 100, members };
}

/** A lively timeline: replies, reactions, some edits. */
function history(ref, logins) {
  return Array.from({ length: historyPosts }, (_, i) => ({
    ref: `${ref}-${i}`,
    patient: ref,
    hat: `${logins[i % logins.length]}.c`,
    days_ago: 90 - Math.floor((i * 80) / historyPosts),
    time: `${String(8 + Math.floor((i % 10))).padStart(2, '0')}:${String((i * 7) % 60).padStart(2, '0')}`,
    body: texts[i % texts.length],
    reactions: [1, 2, 3].map((k) => ({ hat: `${logins[(i + k) % logins.length]}.c`, kind: k === 1 ? 'acknowledged' : 'seen', after_minutes: 5 * k })),
  }));
}

export function town() {
  const posters = people('p', posterCount, 'visiting_nurse');
  const ward = people('w', wardCount, 'nurse');
  const logins = posters.map((p) => p.login);
  const circle = logins.slice(0, 8);
  return {
    region: { name: 'ベンチ市', network_name: 'ベンチネット', association: 'ベンチ市医師会', office: '事務局', committee: '委員会' },
    password,
    facilities: [{ ref: 'clinic', name: 'ベンチ内科', kind: 'clinic', outside: false, phone_day: '042-000-0101' }],
    people: [...posters, ...ward],
    patients: [
      ...Array.from({ length: spaceCount }, (_, i) => patient(`s${number(i)}`, logins)),
      patient('ward', ward.map((w) => w.login)),
      patient('history', circle),
    ],
    posts: history('history', circle),
    opened: [],
  };
}
