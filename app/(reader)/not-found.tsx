import { NotFoundText } from '@/components/site/not-found-text';

export default function NotFound() {
  return <NotFoundText />;
}
