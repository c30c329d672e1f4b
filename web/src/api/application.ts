/* Addresses of 利用申込: the applicant's, with number and secret in place of a session, and the office's. */
import { request } from './http';
import type {
  Activated,
  Activation,
  ActivationLinks,
  Application,
  ApplicationForm,
  ApplicationLink,
  ApplicationPerson,
  ApplicationVersion,
  Applications,
} from './types.gen';

const base = '/api/application';
const one = (id: string, rest = '') => `/api/applications/${encodeURIComponent(id)}${rest}`;
const of = (link: ApplicationLink) => ({ headers: { Authorization: `Application ${link.receipt}.${link.secret}` } });
const scan = (id: string) => `${base}/scans/${encodeURIComponent(id)}`;
/** For office and committee: kept as a file, never shown in the browser. */
export const scanAddress = (id: string) => `/api/applications/scans/${encodeURIComponent(id)}`;
const person = (id: string) => `${base}/people/${encodeURIComponent(id)}`;

export const applicationApi = {
  begin: () => request<ApplicationLink>('POST', base, {}),
  own: (link: ApplicationLink) => request<Application>('GET', base, undefined, of(link)),
  save: (link: ApplicationLink, form: ApplicationForm, version: number) =>
    request<ApplicationVersion>('PUT', base, { ...form, version }, of(link)),
  personSet: (link: ApplicationLink, { id, ...words }: ApplicationPerson) =>
    request<ApplicationVersion>('PUT', person(id), words, of(link)),
  personDrop: (link: ApplicationLink, id: string) => request<ApplicationVersion>('DELETE', person(id), {}, of(link)),
  scanSet: (link: ApplicationLink, id: string, file: Blob) => request<ApplicationVersion>('PUT', scan(id), file, of(link)),
  scanDrop: (link: ApplicationLink, id: string) => request<ApplicationVersion>('DELETE', scan(id), {}, of(link)),
  submit: (link: ApplicationLink, version: number) =>
    request<ApplicationVersion>('POST', `${base}/submit`, { version }, of(link)),
  list: () => request<Applications>('GET', '/api/applications'),
  enter: () => request<ApplicationLink>('POST', '/api/applications', {}),
  show: (id: string) => request<Application>('GET', one(id)),
  renew: (id: string) => request<ApplicationLink>('POST', one(id, '/link'), {}),
  return: (id: string, version: number, words: string) =>
    request<ApplicationVersion>('POST', one(id, '/return'), { version, words }),
  refuse: (id: string, version: number, words: string) =>
    request<ApplicationVersion>('POST', one(id, '/refuse'), { version, words }),
  accept: (id: string, version: number) => request<ActivationLinks>('POST', one(id, '/accept'), { version }),
  admins: (id: string) => request<ActivationLinks>('POST', one(id, '/admins'), {}),
  look: (token: string) => request<Activation>('POST', '/api/activation/look', { token }),
  activate: (token: string, password: string, login: string) =>
    request<Activated>('POST', '/api/activation', { token, password, login }),
};
