// name: erase.find_texts(forms, user_id)
// Whole events whose text, caller's data or speaker holds one of some forms, and all that are packed.
MATCH (e:Event {user_id: $user_id})
WHERE e.part = 0
  AND (e.packed IS NOT NULL OR e.speaker IN $forms
       OR any(form IN $forms WHERE e.text CONTAINS form OR e.metadata CONTAINS form
                                   OR e.uri CONTAINS form))
RETURN e.id AS id, e.text AS text, e.packed AS packed ORDER BY id
