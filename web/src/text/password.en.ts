import type { passwordJa } from './password.ja';

export const passwordEn: typeof passwordJa = {
  title: 'Set a new password',
  page: {
    of: (name, facility) => (facility ? `${name} (${facility})` : name),
    line: 'Enter the code of your two-factor sign-in and a new password.',
    recovery: 'Without your phone at hand, a recovery code (16 letters) will do. It is used up by that.',
    lost: 'Without app and recovery codes this link alone is not enough. First ask the facility admin of your workplace to reset your two-factor sign-in, then to make a new link.',
    second:
      'Two-factor sign-in is not set up, so this link alone is not enough. Ask another facility admin than the one who made the link, or the office, for a code (16 letters), and enter it here.',
    code: 'Code or recovery code',
    codeSecond: 'Code (16 letters)',
    codeMissing: 'Enter the code.',
    wrong: 'The code is wrong, or the link no longer works. Try again with a new code.',
    submit: 'Set the new password',
    gone: 'This link does not work. Its 24 hours are over, it was used, or it was taken back. Please ask your facility admin or the office again.',
    done: (login) => `The new password is set, and you are signed out everywhere. Please sign in with it. Login name: ${login}`,
  },
  make: {
    open: 'Help with a forgotten password',
    line: 'Meet or telephone, and make sure who it is, before you go on. One link is made that works for 24 hours. The link before it ends.',
    safe: 'With the link alone nobody gets in: the code of the person’s own two-factor sign-in, or a recovery code, is needed too.',
    submit: 'I have made sure who it is: make the link',
    sent: (until) => `The link goes to the confirmed mail address. It works until ${until}.`,
    linkLine: (until) => `The link is shown only now. Hand it over. It works once, until ${until}.`,
    qr: 'Link for a new password (QR code)',
    print: 'Print',
    second:
      'Two-factor sign-in is not set up here. A code of another facility admin or of the office is needed too: they make it under ‘Set a new password’ in the menu and tell it to the person.',
    gone: 'This cannot be done here: the person cannot sign in now, or is a facility admin or the like, whom the office helps.',
    done: 'Done',
  },
  links: {
    line: 'Links that were made for a forgotten password and not used yet. To begin, go to ‘Change, reset or leave’ in the list of staff (the office: to the list of accounts).',
    none: 'There is no such link.',
    by: (name, until) => `Made by ${name} (until ${until})`,
    waiting: 'Waits for the code of a second person',
    told: 'The code was made',
    check: 'Meet or telephone, and make sure who it is, before you make the code. Tell it to that person only, and not to who made the link.',
    tell: 'Make the code',
    code: (name) => `Code for ${name} (shown only now)`,
    cancel: 'Take the link back',
    disowned: 'The person has stopped it: ‘It was not me’. Please find out who asked for it.',
  },
  own: {
    asked: 'A link for a new password was made',
    line: (by, until) =>
      `${by} has made a link that sets a new password for your account (until ${until}). If you did not ask for it, press ‘It was not me’ and telephone your facility admin or the office.`,
    notMe: 'It was not me',
    old: 'Time for a new password',
    oldLine: (day) => `You have had your password since ${day}. The policy recommends a new one every few months.`,
    change: 'Change the password',
  },
};
