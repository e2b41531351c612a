import { ListLoading } from '@/components/article/list-loading';

export default function Loading() {
  return <ListLoading />;
}
