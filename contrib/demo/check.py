#!/usr/bin/env python3
"""Checks the demo town: usage check.py [town.json]. Prints every fault and ends with 1, or a summary and 0."""
import json
import re
import sys
from pathlib import Path

DAY = 24 * 60
SIZE_LIMIT = 400_000
BODY_LIMIT = 1000
NEWEST_LIMIT = 270          # minutes_ago at most: a town loaded just after midnight must keep its order
YESTERDAY_LIMIT = 19 * 60 + 30  # for the same reason the last clock time of days_ago 1
PROFESSIONS = set('''care_manager clerk dental_hygienist dentist dietitian helper nurse occupational_therapist other pharmacist
    physical_therapist physician social_worker speech_therapist visiting_nurse'''.split())
FACILITIES = set('''care_manager_office clinic community_support_center day_service dental_clinic home_helper hospital
    office other pharmacy visiting_nurse_station'''.split())
REACTIONS = {'acknowledged', 'done', 'like', 'seen', 'thanks'}
KEYS = {  # object: (required, optional)
    'town': ('region password facilities people patients posts opened ties board', 'applications public_notices'),
    'application': ('receipt name kind relation area address phone_day person kana profession days_ago', 'words'),
    'public_notice': ('title body days_ago', ''),
    'region': ('name network_name association office committee', ''),
    'facility': ('ref name kind outside phone_day', 'area phone_night'),
    'person': ('ref name kana login hats', ''),
    'hat': ('ref kind', 'profession facility admin patient relation key_person'),
    'patient': ('ref name kana birth sex facility attending opened_days_ago members', 'invited handover_to consent instruction withdrawn_days_ago archived'),
    'archived': ('reason days_ago', ''),
    'beside': ('ref beside attending opened_days_ago members', ''),  # a family timeline
    'member': ('hat role from_days_ago history', 'relation to_days_ago'),
    'invited': ('hat by relation days_ago', 'history'),
    'post': ('ref patient hat body', 'days_ago time minutes_ago reply_to edits deleted reactions'),
    'edit': ('after_minutes body', ''),
    'deleted': ('after_minutes reason', ''),
    'reaction': ('hat kind after_minutes', ''),
    'opened': ('patient hat up_to', ''),
    'tie': ('from to days_ago posts', ''),
    'said': ('hat days_ago time body', ''),
    'notice': ('hat days_ago time body confirmed', ''),
    'confirmed': ('hat after_minutes', ''),
}
PHONE = re.compile(r'0\d0?-000-0\d{3}|0\d{1,3}-000-0\d{3}')
FORBIDDEN = {
    'a phone number': re.compile(r'0\d{1,4}[-‐－(（ ]\d{1,4}[-‐－)） ]\d{3,4}|0[5789]0\d{8}'),
    'an address of mail or web': re.compile(r'@\w|https?:|www\.'),
    'a date or weekday (times are relative)': re.compile(r'[0-9０-９]月[0-9０-９]+日|[月火水木金土日]曜|\d{4}年'),
    'the name of another product': re.compile(r'M[C]S|Ｍ[Ｃ]Ｓ'),
    'an exclamation mark': re.compile(r'[!！]'),
}


class Town:
    """The file, its indexes, and the faults found so far."""

    def __init__(self, path):
        raw = path.read_bytes()
        self.faults = []
        self.expect(len(raw) <= SIZE_LIMIT, f'the file has {len(raw)} bytes, more than {SIZE_LIMIT}')
        self.data = json.loads(raw.decode('utf-8'))
        self.facilities = self.index(self.data['facilities'])
        self.hats = self.index([hat for person in self.data['people'] for hat in person['hats']])
        self.timelines = self.index(self.data['patients'])
        self.patients = {ref: p for ref, p in self.timelines.items() if 'beside' not in p}
        self.posts = self.index(self.data['posts'])
        self.members = {(p['ref'], m['hat']): m for p in self.data['patients'] for m in p['members']}

    def expect(self, good, fault):
        if not good:
            self.faults.append(fault)

    def index(self, objects):
        found = {o['ref']: o for o in objects}
        self.expect(len(found) == len(objects), 'a ref is used twice')
        return found

    def keys(self, kind, o, where):
        required, optional = (set(s.split()) for s in KEYS[kind])
        self.expect(required <= set(o) <= required | optional, f'{where}: keys of {kind} are wrong: {sorted(o)}')


def minute_of(post):
    """Minutes after the midnight that began the day of loading, as if loaded at that midnight (the earliest 'now')."""
    if 'minutes_ago' in post:
        return -post['minutes_ago']
    hour, minute = map(int, post['time'].split(':'))
    return -post['days_ago'] * DAY + hour * 60 + minute


def member_at(member, minute):
    """Membership runs from the end of its first day to the beginning of its last one, whatever hour the loader takes."""
    end = member.get('to_days_ago')
    return -(member['from_days_ago'] - 1) * DAY <= minute and (end is None or minute < -end * DAY)


def check_shape(town):
    data = town.data
    town.keys('town', data, 'town')
    town.keys('region', data['region'], 'region')
    good = re.fullmatch(r'(?=.*[a-z])(?=.*\d)[a-z\d]{12,}', data['password'])
    town.expect(good, 'the password is not letters and digits, 12 or more')
    for kind in ('facilities', 'people', 'patients', 'posts', 'opened', 'applications',
                 'public_notices'):
        single = {'facilities': 'facility', 'people': 'person', 'patients': 'patient', 'posts': 'post', 'opened': 'opened',
                  'applications': 'application', 'public_notices': 'public_notice'}[kind]
        for o in data.get(kind, ()):
            town.keys('beside' if 'beside' in o else single, o, o.get('ref', kind))
    town.expect(6 <= len(data['facilities']) <= 7, 'facilities: 6 or 7 are wanted')
    town.expect(len(town.patients) == 12, 'patients: 12 are wanted')
    town.expect(240 <= len(data['posts']) <= 326, f'posts: {len(data["posts"])} of 240 to 326')


def check_facilities(town):
    for ref, facility in town.facilities.items():
        town.expect(facility['kind'] in FACILITIES, f'{ref}: unknown kind')
        for phone in (facility['phone_day'], facility.get('phone_night', '042-000-0000')):
            town.expect(PHONE.fullmatch(phone), f'{ref}: {phone} could be a real number')
        town.expect(any(h.get('facility') == ref and h.get('admin') for h in town.hats.values()), f'{ref}: no admin')
    town.expect(sum(f['outside'] for f in town.facilities.values()) == 1, 'exactly one facility is outside the city')
    town.expect(len({f['kind'] for f in town.facilities.values()}) >= 6, 'facilities are of too few kinds')


def check_people(town):
    people = town.data['people']
    logins = [p['login'] for p in people]
    town.expect(len(set(logins)) == len(logins), 'a login is used twice')
    for person in people:
        town.expect(re.fullmatch(r'[a-z]{2,20}', person['login']), f'{person["ref"]}: login')
        town.expect(re.fullmatch(r'[ぁ-ん]+ [ぁ-ん]+', person['kana']), f'{person["ref"]}: kana')
        for hat in person['hats']:
            check_hat(town, hat)
    staff = [p for p in people if p['hats'][0]['kind'] == 'staff']
    town.expect(13 <= len(staff) <= 14 and len(people) == len(staff) + 5, 'people: 13 or 14 staff, two clerks of the office, two of the committee, one relative')
    town.expect([len(p['hats']) for p in people].count(2) == 1, 'exactly one person has two hats')


def check_hat(town, hat):
    town.keys('hat', hat, hat['ref'])
    if hat['kind'] in ('office', 'committee'):
        town.expect('facility' not in hat, f'{hat["ref"]}: office and committee have no facility')
        return
    if hat['kind'] == 'kin':
        there = 'beside' in town.timelines.get(hat.get('patient'), {}) and any(m['hat'] == hat['ref'] for m in town.timelines[hat['patient']]['members'])
        town.expect(there and 'facility' not in hat, f'{hat["ref"]}: a relative is in one family timeline and no facility')
        return
    town.expect(hat['kind'] == 'staff' and hat.get('profession') in PROFESSIONS, f'{hat["ref"]}: kind or profession')
    town.expect(hat.get('facility') in town.facilities, f'{hat["ref"]}: facility')


def check_coming(town, ref, patient, roles):
    """Who is asked to come in, or to be the next attending physician, and has not answered."""
    for invited in patient.get('invited', []):
        where = f'{ref} {invited["hat"]}'
        town.keys('invited', invited, where)
        town.expect(town.hats.get(invited['hat'], {}).get('kind') == 'staff' and invited['hat'] not in roles, f'{where}: invited, and in it or no staff')
        town.expect(roles.get(invited['by']) in ('attending', 'delegate'), f'{where}: {invited["by"]} may not invite')
        check_text(town, where, invited['relation'])
    if 'handover_to' in patient:
        to = town.hats.get(patient['handover_to'], {})
        town.expect(to.get('profession') in ('physician', 'dentist') and to['ref'] != patient['attending'], f'{ref}: handed over to no other physician')


def check_family(town):
    """A family timeline: the attending physician of the patient's own one, staff out of its team, and relatives of this patient."""
    families = {ref: t for ref, t in town.timelines.items() if 'beside' in t}
    town.expect(len(families) == 1, 'one patient has a family timeline')
    for ref, family in families.items():
        care = town.patients.get(family['beside'])
        town.expect(care and family['attending'] == care['attending'], f'{ref}: beside no patient, or another attending physician')
        team = {m['hat'] for m in care['members']} if care else set()
        kinds = [town.hats.get(m['hat'], {}).get('kind') for m in family['members']]
        town.expect('kin' in kinds and [m['role'] for m in family['members']].count('attending') == 1, f'{ref}: no relative, or no attending physician')
        for member in family['members']:
            hat = town.hats.get(member['hat'], {})
            town.keys('member', member, ref)
            town.expect(member['hat'] in team or hat.get('patient') == ref, f'{ref} {member["hat"]}: neither of the team nor a relative')
            town.expect(member['from_days_ago'] <= family['opened_days_ago'], f'{ref} {member["hat"]}: a member before the opening')


def stands(patient):
    """In use; the others show what a newcomer meets: waiting for the 主治医, waiting for consent, stopped, in storage."""
    return not any(key in patient for key in ('consent', 'instruction', 'archived'))


def check_state(town, ref, patient, attending, now):
    waiting = patient.get('instruction') == 'waiting'
    consent = patient.get('consent', 'recorded')
    town.expect(attending == ([] if waiting else [patient['attending']]), f'{ref}: exactly one attending, the named one')
    town.expect(patient.get('instruction', 'waiting') == 'waiting' and consent in ('none', 'recorded', 'withdrawn'), f'{ref}: consent or instruction')
    town.expect(('withdrawn_days_ago' in patient) == (consent == 'withdrawn'), f'{ref}: when consent was withdrawn')
    if waiting:
        opener = town.hats.get(now[0]['hat'], {}).get('facility')
        town.expect(now[0]['role'] == 'delegate' and opener == patient['facility'], f'{ref}: opened by no 管理担当 of the facility')
    if waiting or consent == 'none':
        inside = all(town.hats.get(m['hat'], {}).get('facility') == patient['facility'] for m in now)
        town.expect(inside, f'{ref}: somebody of elsewhere is inside before that is allowed')
    if 'archived' in patient:
        town.keys('archived', patient['archived'], ref)
        town.expect(patient['archived']['reason'] in ('death', 'moved', 'ended', 'other'), f'{ref}: why it is in storage')


def last_day(patient):
    """Days ago when nothing can be posted any more; None: it can still."""
    if patient.get('consent') == 'none':
        return patient['opened_days_ago'] + 1
    return patient.get('withdrawn_days_ago') or patient.get('archived', {}).get('days_ago')


def check_patients(town):
    for ref, patient in town.patients.items():
        members = patient['members']
        now = [m for m in members if m.get('to_days_ago') is None]
        attending = [m['hat'] for m in now if m['role'] == 'attending']
        check_state(town, ref, patient, attending, now)
        town.expect((4 if stands(patient) else 2) <= len(now) <= 8, f'{ref}: a team of {len(now)}')
        town.expect(len({m['hat'] for m in members}) == len(members), f'{ref}: a hat is a member twice')
        town.expect(patient['facility'] in town.facilities, f'{ref}: facility')
        town.expect(patient['sex'] in ('female', 'male', 'other'), f'{ref}: sex')
        town.expect(re.fullmatch(r'19\d\d-[01]\d-[0-3]\d', patient['birth']), f'{ref}: birth')
        for member in members:
            where = f'{ref} {member["hat"]}'
            town.keys('member', member, where)
            town.expect(town.hats.get(member['hat'], {}).get('kind') == 'staff', f'{where}: no such staff hat')
            town.expect(member['role'] in ('attending', 'delegate', 'member'), f'{where}: role')
            town.expect(member['history'] in ('all', 'from_now'), f'{where}: history')
            town.expect(member['from_days_ago'] <= patient['opened_days_ago'], f'{where}: a member before the opening')
        check_coming(town, ref, patient, {m['hat']: m['role'] for m in now})
    town.expect(any(m.get('to_days_ago') for m in town.members.values()), 'nobody is a past member')
    late = [ref for (ref, _), m in town.members.items() if m['history'] == 'from_now' and ref in town.patients]
    town.expect(len(late) == 1, 'one newcomer sees posts from now only')


def check_text(town, where, text, patient=None):
    for what, pattern in FORBIDDEN.items():
        found = pattern.search(text)
        town.expect(not found, f'{where}: {what}: {found and found.group()}')
    town.expect(text == text.strip() and 1 <= len(text) <= BODY_LIMIT, f'{where}: length {len(text)} or space at an end')
    own = town.timelines.get(patient, {}).get('beside', patient)
    for other in town.patients.values():
        if patient and other['ref'] != own:
            town.expect(other['name'].split()[0] not in text, f'{where}: names the patient {other["name"]}')


def check_posts(town):
    last = {}
    for ref, post in town.posts.items():
        patient, minute = post['patient'], minute_of(post)
        town.expect(ref == f'{patient}-{last.get(patient, (0, 0))[0] + 1:03d}', f'{ref}: not numbered in order')
        town.expect(minute >= last.get(patient, (0, minute))[1], f'{ref}: not in time order')
        last[patient] = (int(ref[-3:]), minute)
        member = town.members.get((patient, post['hat']))
        town.expect(member and member_at(member, min(minute, -1)), f'{ref}: {post["hat"]} is no member at that time')
        check_time(town, post)
        end = last_day(town.timelines[patient])
        town.expect(end is None or post.get('days_ago', 0) > end, f'{ref}: nothing can be posted that day')
        check_text(town, ref, post['body'], patient)
        check_reply(town, post)
        check_after(town, post)
    lengths = [len(p['body']) for p in town.data['posts']]
    town.expect(min(lengths) <= 12 and max(lengths) >= 600, 'posts are not of different lengths')
    with_posts = {ref for ref, t in town.timelines.items() if t.get('consent') != 'none'}
    town.expect(set(last) == with_posts, 'a timeline has no posts, or some before consent')


def check_time(town, post):
    newest = 'minutes_ago' in post
    town.expect(newest != ('days_ago' in post and 'time' in post), f'{post["ref"]}: minutes_ago, or days_ago and time')
    if newest:
        town.expect(20 <= post['minutes_ago'] <= NEWEST_LIMIT, f'{post["ref"]}: minutes_ago')
        return
    good = re.fullmatch(r'([01]\d|2[0-3]):[0-5]\d', post['time']) and post['days_ago'] >= 1
    town.expect(good, f'{post["ref"]}: days_ago or time')
    town.expect(minute_of(post) <= YESTERDAY_LIMIT - DAY, f'{post["ref"]}: too late on the last day')


def check_reply(town, post):
    if 'reply_to' not in post:
        return
    root = town.posts.get(post['reply_to'])
    good = root and root['patient'] == post['patient'] and minute_of(root) < minute_of(post)
    town.expect(good, f'{post["ref"]}: answers no earlier post of its patient')
    town.expect(good and not {'reply_to', 'deleted'} & set(root), f'{post["ref"]}: answers a reply or a deleted post')


def check_after(town, post):
    ref, minute, last, reacted = post['ref'], minute_of(post), 0, set()
    for edit in post.get('edits', []):
        town.keys('edit', edit, ref)
        town.expect(last < edit['after_minutes'] < -minute, f'{ref}: an edit out of order or in the future')
        check_text(town, ref, edit['body'], post['patient'])
        last = edit['after_minutes']
    end = -minute
    if 'deleted' in post:
        town.keys('deleted', post['deleted'], ref)
        end = min(end, post['deleted']['after_minutes'])
    for reaction in post.get('reactions', []):
        town.keys('reaction', reaction, ref)
        hat = reaction['hat']
        member = town.members.get((post['patient'], hat))
        sees = member and (member['history'] == 'all' or member_at(member, min(minute, -1)))
        there = sees and member_at(member, min(minute + reaction['after_minutes'], -1))
        town.expect(there and hat != post['hat'] and hat not in reacted, f'{ref}: {hat} cannot react')
        town.expect(reaction['kind'] in REACTIONS and 0 < reaction['after_minutes'] < end, f'{ref}: reaction of {hat}')
        reacted.add(hat)


def check_opened(town):
    seen = set()
    for o in town.data['opened']:
        where = f'opened {o["patient"]} {o["hat"]}'
        post, member = town.posts.get(o['up_to']), town.members.get((o['patient'], o['hat']))
        town.expect(post and member and post['patient'] == o['patient'], f'{where}: up_to or member')
        town.expect((o['patient'], o['hat']) not in seen, f'{where}: twice')
        seen.add((o['patient'], o['hat']))
        for later in later_posts(town, o):
            touched = later['hat'] == o['hat'] or any(r['hat'] == o['hat'] for r in later.get('reactions', []))
            town.expect(not touched, f'{where}: wrote or reacted at {later["ref"]}, after up_to')
    for key, member in town.members.items():
        town.expect(member.get('to_days_ago') is None or key in seen, f'{key}: a past member needs an entry in opened')


def check_said(town, where, kind, posts, authors):
    """What was said in a space of its own, by some of these, in order and without a patient."""
    before = -10 ** 9
    for post in posts:
        town.keys(kind, post, where)
        check_time(town, {'ref': where, **post})
        check_text(town, where, post['body'], patient='-')
        town.expect(post['hat'] in authors, f'{where}: {post["hat"]} cannot write there')
        town.expect(before < minute_of(post) < -DAY, f'{where}: out of order, or too new to have been read')
        before = minute_of(post)


def check_talks(town):
    """つながり between two of the staff, and notices to all 施設管理者 of whom some have confirmed."""
    for tie in town.data['ties']:
        where = f'{tie["from"]} {tie["to"]}'
        town.keys('tie', tie, where)
        two = {tie['from'], tie['to']}
        town.expect(len(two) == 2 and all(town.hats.get(h, {}).get('kind') == 'staff' for h in two), f'{where}: not two of the staff')
        check_said(town, where, 'said', tie['posts'], two)
        town.expect(all(p['days_ago'] < tie['days_ago'] for p in tie['posts']), f'{where}: written before it was accepted')
    admins = {ref for ref, h in town.hats.items() if h.get('admin')}
    check_said(town, 'board', 'notice', town.data['board'], {ref for ref, h in town.hats.items() if h['kind'] in ('office', 'committee')})
    for notice in town.data['board']:
        by = [c['hat'] for c in notice['confirmed']]
        good = set(by) <= admins and len(set(by)) == len(by) and all(0 < c['after_minutes'] < -minute_of(notice) for c in notice['confirmed'])
        town.expect(good, 'board: confirmed by no 施設管理者, twice, or in the future')
    counts = [len(n['confirmed']) for n in town.data['board']]
    town.expect(max(counts, default=0) == len(admins) and 0 < min(counts, default=0) < len(admins), 'board: no notice that all, and none that only some have confirmed')
    town.expect(bool(town.data['ties']), 'nobody is in touch')


def later_posts(town, o):
    return [p for p in town.data['posts'] if p['patient'] == o['patient'] and p['ref'] > o['up_to']]


def unread(town):
    """{login: {patient: unread posts}} of the members of today: posts of others, not deleted, after up_to."""
    logins = {h['ref']: p['login'] for p in town.data['people'] for h in p['hats']}
    count = {}
    for o in town.data['opened']:
        member = town.members[(o['patient'], o['hat'])]
        posts = [p for p in later_posts(town, o) if p['hat'] != o['hat'] and 'deleted' not in p]
        if posts and member.get('to_days_ago') is None:
            count.setdefault(logins[o['hat']], {})[o['patient']] = len(posts)
    return count


def check_unread(town):
    count = unread(town)
    town.expect(len(count.get('sato', {})) == 3, 'the physician has 3 spaces with unread posts')
    town.expect(sum(count.get('takahashi', {}).values()) == 1, 'the nurse has 1 unread post')
    town.expect(sum(count.get('tamura', {}).values()) >= 20, 'the helper has many unread posts')
    return count


def main():
    town = Town(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name('town.json'))
    for check in (check_shape, check_facilities, check_people, check_patients, check_family, check_posts, check_opened, check_talks):
        check(town)
    count = {} if town.faults else check_unread(town)
    for fault in town.faults:
        print(fault, file=sys.stderr)
    if town.faults:
        return 1
    posts = town.data['posts']
    print(f'{len(town.data["people"])} people, {len(town.patients)} patients, {len(posts)} posts,',
        f'{sum(len(p.get("reactions", [])) for p in posts)} reactions, {sum("reply_to" in p for p in posts)} replies;',
        'unread', ', '.join(f'{login} {sum(c.values())}/{len(c)}' for login, c in sorted(count.items())))
    return 0


if __name__ == '__main__':
    sys.exit(main())
