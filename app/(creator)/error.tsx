'use client';

import { ErrorText } from '@/components/site/error-text';

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorProps) {
  return <ErrorText reference={error.digest} retry={reset} />;
}
