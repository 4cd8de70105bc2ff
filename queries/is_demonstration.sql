-- Whether any row of the store is fictional.
select exists (from workshops where fictional) or exists (from proposals where fictional)
    or exists (from sessions where fictional) as fictional;
