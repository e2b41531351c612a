import type { ErrorCode } from '@/lib/core/errors';
import type { ItemKind } from '@/lib/generated/prisma/enums';

/** What a file must be. Judged by its content, never by its name. */
export type WantedContent = 'image' | 'sound' | 'video' | 'sound_or_video' | 'download';

interface FileType {
  /** As it is served. */
  contentType: string;
  extension: string;
}

/** What an item of a kind takes as its file; articles have none. */
export const FILE_OF_KIND: Record<ItemKind, WantedContent | null> = {
  article: null,
  track: 'sound',
  video: 'video',
  lesson: 'sound_or_video',
  game_item: 'download',
};

const IMAGES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'];

// Left: as file-type names what it finds. Right: as browsers know it.
const SOUNDS: Record<string, FileType> = {
  'audio/mpeg': { contentType: 'audio/mpeg', extension: 'mp3' },
  'audio/x-m4a': { contentType: 'audio/mp4', extension: 'm4a' },
  'audio/mp4': { contentType: 'audio/mp4', extension: 'm4a' },
  'audio/aac': { contentType: 'audio/aac', extension: 'aac' },
  'audio/ogg': { contentType: 'audio/ogg', extension: 'ogg' },
  'audio/ogg; codecs=opus': { contentType: 'audio/ogg', extension: 'opus' },
  'audio/flac': { contentType: 'audio/flac', extension: 'flac' },
  'audio/wav': { contentType: 'audio/wav', extension: 'wav' },
};

const VIDEOS: Record<string, FileType> = {
  'video/mp4': { contentType: 'video/mp4', extension: 'mp4' },
  'video/x-m4v': { contentType: 'video/mp4', extension: 'mp4' },
  'video/webm': { contentType: 'video/webm', extension: 'webm' },
};

// What players and readers keep, always handed over as a download. Programs and pages come inside an archive.
const DOWNLOADS: Record<string, FileType> = {
  ...Object.fromEntries(
    [
      ['application/zip', 'zip'],
      ['application/x-7z-compressed', '7z'],
      ['application/x-rar-compressed', 'rar'],
      ['application/gzip', 'gz'],
      ['application/x-xz', 'xz'],
      ['application/x-bzip2', 'bz2'],
      ['application/zstd', 'zst'],
      ['application/x-tar', 'tar'],
      ['application/pdf', 'pdf'],
      ['application/epub+zip', 'epub'],
      ['model/gltf-binary', 'glb'],
      ['image/jpeg', 'jpg'],
      ['image/png', 'png'],
      ['image/webp', 'webp'],
      ['image/gif', 'gif'],
    ].map(([contentType = '', extension = '']) => [contentType, { contentType, extension }]),
  ),
  ...SOUNDS,
  ...VIDEOS,
};

/** What a found type counts as for what is wanted; null: not that. */
export function acceptType(wanted: WantedContent, found: string): FileType | null {
  switch (wanted) {
    case 'image':
      return IMAGES.includes(found) ? { contentType: 'image/webp', extension: 'webp' } : null;
    case 'sound':
      return SOUNDS[found] ?? null;
    case 'video':
      return VIDEOS[found] ?? null;
    case 'sound_or_video':
      return VIDEOS[found] ?? SOUNDS[found] ?? null;
    case 'download':
      return DOWNLOADS[found] ?? null;
  }
}

/** For the file chooser; what comes in is judged by its content all the same. */
export const CHOOSER_ACCEPT: Record<WantedContent, string> = {
  image: IMAGES.join(','),
  sound: '.mp3,.m4a,.aac,.ogg,.opus,.flac,.wav,audio/*',
  video: '.mp4,.m4v,.webm,video/mp4,video/webm',
  sound_or_video: '.mp4,.m4v,.webm,.mp3,.m4a,.aac,.ogg,.opus,.flac,.wav',
  download: '',
};

/** What to say when a file is not what is wanted. */
export const REFUSAL_OF: Record<WantedContent, ErrorCode> = {
  image: 'upload_not_image',
  sound: 'upload_not_sound',
  video: 'upload_not_video',
  sound_or_video: 'upload_not_video',
  download: 'upload_not_download',
};
