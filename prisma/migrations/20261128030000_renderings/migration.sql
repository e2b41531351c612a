-- Texts as HTML, made once. They can be lost at any time: what is missing is made anew.
CREATE TABLE "renderings" (
  "key" BYTEA NOT NULL,
  "opening" TEXT NOT NULL,
  "rest" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "renderings_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "renderings_created_at_idx" ON "renderings" ("created_at");
