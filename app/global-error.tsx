'use client';

/** The last resort, when the root layout itself failed: no words, styles or language can be asked for. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body
        style={{ font: '18px/1.6 Georgia, serif', maxWidth: '32em', margin: '15vh auto', padding: '0 20px' }}
      >
        <h1>Farthing</h1>
        <p>Something went wrong on our side. No money has moved because of this.</p>
        <p lang="ko">저희 쪽에 문제가 생겼어요. 이 일로 빠져나간 돈은 없어요.</p>
        <p>{error.digest}</p>
        <p>
          <a href="/">farthing</a>
        </p>
      </body>
    </html>
  );
}
