// name: erase.find_semantics(forms, user_id)
// Semantic nodes whose sentence holds one of some forms.
MATCH (s:Semantic {user_id: $user_id})
WHERE any(form IN $forms WHERE s.text CONTAINS form)
RETURN s.id AS id, s.text AS text ORDER BY id
