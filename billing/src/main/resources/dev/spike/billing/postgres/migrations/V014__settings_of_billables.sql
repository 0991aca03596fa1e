-- What somebody has chosen for its own billing: how invoices name it, its language and zone, and of what it wishes to be told.
--
-- Locks: creates a new table only; waits for nobody.

CREATE TABLE spike_billing_settings (
    billable_type   text        NOT NULL,
    billable_id     text        NOT NULL,
    invoice_name    text,
    invoice_address text,                 -- several lines
    language        text,                 -- a tag of BCP 47
    zone            text,                 -- an id of the IANA
    low_balances    jsonb       NOT NULL, -- text pairs: below how much to be told, by credit type, in smallest units
    end_notice_days int,                  -- how long before credits end to be told; none for not at all
    changed_at      timestamptz NOT NULL,
    CONSTRAINT spike_billing_settings_pkey PRIMARY KEY (billable_type, billable_id),
    CONSTRAINT spike_billing_settings_invoice_name CHECK (char_length(invoice_name) BETWEEN 1 AND 255),
    CONSTRAINT spike_billing_settings_invoice_address CHECK (char_length(invoice_address) BETWEEN 1 AND 500),
    CONSTRAINT spike_billing_settings_language CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT spike_billing_settings_zone CHECK (char_length(zone) BETWEEN 1 AND 64),
    CONSTRAINT spike_billing_settings_low_balances CHECK (jsonb_typeof(low_balances) = 'object'),
    CONSTRAINT spike_billing_settings_end_notice_days CHECK (end_notice_days BETWEEN 1 AND 90)
);
