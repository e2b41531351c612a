/** The path of an address as text; null when its bytes are none, as with `/read/%ff`. */
export function readPath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
