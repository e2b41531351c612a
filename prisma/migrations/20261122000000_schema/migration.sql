-- Tables, types and indexes: what prisma/schema.prisma says.
-- unlocks has no row-by-row foreign keys: the next migration checks them once per statement.
CREATE TYPE "role" AS ENUM ('reader', 'creator', 'admin');
CREATE TYPE "item_kind" AS ENUM ('article', 'track', 'video', 'lesson', 'game_item');
CREATE TYPE "item_status" AS ENUM ('draft', 'scheduled', 'published', 'withdrawn');
CREATE TYPE "account_type" AS ENUM ('card_clearing', 'processing_fees', 'promotions', 'platform_fees', 'adjustments', 'disputes_held', 'dispute_losses', 'paid_lot', 'promotional_lot', 'creator_pending', 'creator_available', 'creator_in_transit');
CREATE TYPE "wallet_status" AS ENUM ('active', 'frozen');
CREATE TYPE "lot_kind" AS ENUM ('paid', 'promotional');
CREATE TYPE "transfer_kind" AS ENUM ('top_up', 'processing_fee', 'grant', 'grant_expiry', 'unlock', 'unlock_refund', 'settlement', 'platform_fee', 'payout_sent', 'payout_paid', 'payout_failed', 'top_up_refund', 'cash_out', 'dispute_opened', 'dispute_won', 'dispute_lost', 'adjustment');
CREATE TYPE "top_up_status" AS ENUM ('created', 'open', 'processing', 'paid', 'failed', 'expired', 'canceled');

CREATE TABLE "users" (
    "id" BIGSERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(3),
    "name" TEXT,
    "image" TEXT,
    "password_hash" TEXT,
    "role" "role" NOT NULL DEFAULT 'reader',
    "locale" TEXT,
    "theme" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "password_changed_at" TIMESTAMPTZ(3),
    "stripe_customer_id" TEXT,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT,
    "address" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "oauth_accounts" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "provider_account_id" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,

    CONSTRAINT "oauth_accounts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "verification_tokens" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL
);

CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key","window_start")
);

CREATE TABLE "local_mails" (
    "id" BIGSERIAL NOT NULL,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "local_mails_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "creators" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bio" TEXT NOT NULL DEFAULT '',
    "hue" INTEGER NOT NULL DEFAULT 28,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "creators_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "items" (
    "id" BIGSERIAL NOT NULL,
    "creator_id" BIGINT NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" "item_kind" NOT NULL DEFAULT 'article',
    "status" "item_status" NOT NULL DEFAULT 'draft',
    "language" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "teaser" TEXT NOT NULL DEFAULT '',
    "word_count" INTEGER NOT NULL DEFAULT 0,
    "reading_minutes" INTEGER NOT NULL DEFAULT 1,
    "cover_motif" TEXT NOT NULL DEFAULT 'coins',
    "cover_seed" INTEGER NOT NULL DEFAULT 0,
    "featured_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "items_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "item_bodies" (
    "item_id" BIGINT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "item_bodies_pkey" PRIMARY KEY ("item_id")
);

CREATE TABLE "item_prices" (
    "item_id" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "price_micros" BIGINT NOT NULL,
    "pending_account_id" BIGINT NOT NULL,

    CONSTRAINT "item_prices_pkey" PRIMARY KEY ("item_id","currency")
);

CREATE TABLE "accounts" (
    "id" BIGSERIAL NOT NULL,
    "type" "account_type" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "creator_id" BIGINT,
    "balance_micros" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "wallets" (
    "id" BIGSERIAL NOT NULL,
    "user_id" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "status" "wallet_status" NOT NULL DEFAULT 'active',
    "daily_limit_micros" BIGINT,
    "monthly_limit_micros" BIGINT,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "wallets_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "lots" (
    "account_id" BIGINT NOT NULL,
    "wallet_id" BIGINT NOT NULL,
    "kind" "lot_kind" NOT NULL,
    "balance_micros" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lots_pkey" PRIMARY KEY ("account_id")
);

CREATE TABLE "transfers" (
    "ref" BIGINT NOT NULL,
    "debit_account_id" BIGINT NOT NULL,
    "credit_account_id" BIGINT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "kind" "transfer_kind" NOT NULL,
    "leg" SMALLINT NOT NULL,

    CONSTRAINT "transfers_pkey" PRIMARY KEY ("ref","kind","leg")
);

CREATE TABLE "unlocks" (
    "id" BIGSERIAL NOT NULL,
    "wallet_id" BIGINT NOT NULL,
    "reader_id" BIGINT NOT NULL,
    "item_id" BIGINT NOT NULL,
    "price_micros" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refunded_at" TIMESTAMPTZ(6),

    CONSTRAINT "unlocks_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "top_ups" (
    "id" BIGSERIAL NOT NULL,
    "wallet_id" BIGINT NOT NULL,
    "request_key" UUID NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "status" "top_up_status" NOT NULL DEFAULT 'created',
    "save_card" BOOLEAN NOT NULL DEFAULT false,
    "checkout_session_id" TEXT,
    "checkout_url" TEXT,
    "payment_intent_id" TEXT,
    "charge_id" TEXT,
    "balance_transaction_id" TEXT,
    "fee_micros" BIGINT,
    "failure_code" TEXT,
    "card_brand" TEXT,
    "card_last4" TEXT,
    "wanted_item_id" BIGINT,
    "wanted_price_micros" BIGINT,
    "wanted_done_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "paid_at" TIMESTAMPTZ(3),

    CONSTRAINT "top_ups_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "grants" (
    "id" BIGSERIAL NOT NULL,
    "wallet_id" BIGINT NOT NULL,
    "lot_account_id" BIGINT NOT NULL,
    "amount_micros" BIGINT NOT NULL,
    "grant_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "expired_at" TIMESTAMPTZ(3),

    CONSTRAINT "grants_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "settlements" (
    "id" BIGSERIAL NOT NULL,
    "creator_id" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL,
    "cutoff_at" TIMESTAMPTZ(6) NOT NULL,
    "unlock_count" INTEGER NOT NULL,
    "gross_micros" BIGINT NOT NULL,
    "fee_micros" BIGINT NOT NULL,
    "net_micros" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settlements_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "note" TEXT,

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" BIGINT,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "address" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE UNIQUE INDEX "users_stripe_customer_id_key" ON "users"("stripe_customer_id");
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");
CREATE INDEX "oauth_accounts_user_id_idx" ON "oauth_accounts"("user_id");
CREATE UNIQUE INDEX "oauth_accounts_provider_provider_account_id_key" ON "oauth_accounts"("provider", "provider_account_id");
CREATE UNIQUE INDEX "verification_tokens_token_key" ON "verification_tokens"("token");
CREATE UNIQUE INDEX "verification_tokens_identifier_token_key" ON "verification_tokens"("identifier", "token");
CREATE INDEX "rate_limits_window_start_idx" ON "rate_limits"("window_start");
CREATE INDEX "local_mails_recipient_idx" ON "local_mails"("recipient");
CREATE UNIQUE INDEX "creators_user_id_key" ON "creators"("user_id");
CREATE UNIQUE INDEX "creators_handle_key" ON "creators"("handle");
CREATE UNIQUE INDEX "items_slug_key" ON "items"("slug");
CREATE INDEX "items_creator_id_published_at_idx" ON "items"("creator_id", "published_at");
CREATE INDEX "items_status_published_at_idx" ON "items"("status", "published_at");
CREATE UNIQUE INDEX "accounts_creator_id_type_currency_key" ON "accounts"("creator_id", "type", "currency");
CREATE UNIQUE INDEX "accounts_platform_key" ON "accounts"("type", "currency") WHERE (creator_id IS NULL AND type <> 'paid_lot'::account_type AND type <> 'promotional_lot'::account_type);
CREATE UNIQUE INDEX "wallets_user_id_currency_key" ON "wallets"("user_id", "currency");
CREATE INDEX "lots_wallet_id_idx" ON "lots"("wallet_id");
CREATE UNIQUE INDEX "lots_paid_key" ON "lots"("wallet_id") WHERE (kind = 'paid'::lot_kind);
CREATE INDEX "transfers_debit_account_id_idx" ON "transfers"("debit_account_id") WHERE (kind <> 'unlock'::transfer_kind);
CREATE INDEX "transfers_credit_account_id_idx" ON "transfers"("credit_account_id");
CREATE INDEX "transfers_created_at_idx" ON "transfers" USING BRIN ("created_at");
CREATE INDEX "unlocks_refunded_idx" ON "unlocks"("reader_id", "refunded_at") WHERE (refunded_at IS NOT NULL);
CREATE UNIQUE INDEX "unlocks_live_key" ON "unlocks"("reader_id", "item_id") WHERE (refunded_at IS NULL);
CREATE UNIQUE INDEX "top_ups_checkout_session_id_key" ON "top_ups"("checkout_session_id");
CREATE UNIQUE INDEX "top_ups_payment_intent_id_key" ON "top_ups"("payment_intent_id");
CREATE UNIQUE INDEX "top_ups_charge_id_key" ON "top_ups"("charge_id");
CREATE UNIQUE INDEX "top_ups_balance_transaction_id_key" ON "top_ups"("balance_transaction_id");
CREATE INDEX "top_ups_wallet_id_created_at_idx" ON "top_ups"("wallet_id", "created_at");
CREATE UNIQUE INDEX "top_ups_wallet_id_request_key_key" ON "top_ups"("wallet_id", "request_key");
CREATE UNIQUE INDEX "grants_lot_account_id_key" ON "grants"("lot_account_id");
CREATE INDEX "grants_expiry_idx" ON "grants"("expires_at") WHERE (expires_at IS NOT NULL AND expired_at IS NULL);
CREATE UNIQUE INDEX "grants_wallet_id_grant_key_key" ON "grants"("wallet_id", "grant_key");
CREATE UNIQUE INDEX "settlements_creator_id_currency_cutoff_at_key" ON "settlements"("creator_id", "currency", "cutoff_at");
CREATE UNIQUE INDEX "settlements_creator_id_currency_from_at_key" ON "settlements"("creator_id", "currency", "from_at");
CREATE INDEX "webhook_events_object_id_type_idx" ON "webhook_events"("object_id", "type");
CREATE INDEX "audit_log_subject_type_subject_id_idx" ON "audit_log"("subject_type", "subject_id");
CREATE INDEX "audit_log_actor_id_idx" ON "audit_log"("actor_id");

ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "oauth_accounts" ADD CONSTRAINT "oauth_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "creators" ADD CONSTRAINT "creators_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "items" ADD CONSTRAINT "items_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "item_bodies" ADD CONSTRAINT "item_bodies_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "item_prices" ADD CONSTRAINT "item_prices_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "items"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "item_prices" ADD CONSTRAINT "item_prices_pending_account_id_fkey" FOREIGN KEY ("pending_account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lots" ADD CONSTRAINT "lots_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "lots" ADD CONSTRAINT "lots_wallet_id_fkey" FOREIGN KEY ("wallet_id") REFERENCES "wallets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "top_ups" ADD CONSTRAINT "top_ups_wallet_id_fkey" FOREIGN KEY ("wallet_id") REFERENCES "wallets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grants" ADD CONSTRAINT "grants_wallet_id_fkey" FOREIGN KEY ("wallet_id") REFERENCES "wallets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "grants" ADD CONSTRAINT "grants_lot_account_id_fkey" FOREIGN KEY ("lot_account_id") REFERENCES "lots"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_creator_id_fkey" FOREIGN KEY ("creator_id") REFERENCES "creators"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

