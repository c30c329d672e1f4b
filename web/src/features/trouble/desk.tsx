/* トラブル連絡 at the desk of office and committee. */
import { useState } from 'preact/hooks';
import { text } from '../../text';
import { IncidentList } from './list';
import { IncidentOne } from './one';

export function DeskIncidents() {
  const [open, setOpen] = useState<string | null>(null);
  if (open) {
    return <IncidentOne key={open} id={open} onBack={() => setOpen(null)} />;
  }
  return (
    <>
      <p>{text.value.trouble.incident.deskLine}</p>
      <IncidentList onOpen={setOpen} />
    </>
  );
}
