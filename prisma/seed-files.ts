import { db } from '../lib/core/db.ts';
import { receiveUpload } from '../lib/rooms/media/index.ts';
import { FILES } from './media/files.ts';

/** Some of them wait for a disk or for pictures to be encoded while the others are made. */
const TOGETHER = 4;

/** Makes these items' files and uploads them for their creators. A second run keeps what is there. */
export async function seedFiles(itemIds: bigint[]): Promise<void> {
  const waiting = await db.item.findMany({
    where: { id: { in: itemIds }, slug: { in: Object.keys(FILES) }, fileMediaId: null },
    orderBy: { id: 'desc' },
    select: { id: true, slug: true, creatorId: true },
  });
  const work = async () => {
    for (let item = waiting.pop(); item; item = waiting.pop()) await seedFile(item);
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
}

async function seedFile(item: { id: bigint; slug: string; creatorId: bigint }): Promise<void> {
  const file = FILES[item.slug];
  if (!file) return;
  const bytes = await file.make();
  await receiveUpload({
    creatorId: item.creatorId,
    itemId: item.id,
    purpose: 'file',
    fileName: file.name,
    announcedBytes: bytes.length,
    body: new Blob([new Uint8Array(bytes)]).stream(),
  });
}
