// name: erase.blank_fact_reasons(forms, user_id)!
// Put a bar in place of the user's reasons between facts that hold one of some forms.
MATCH (a:Fact {user_id: $user_id})-[r:CONFLICTS_WITH|SUPERSEDES|COEXISTS_WITH]->()
USING INDEX a:Fact(user_id)
WHERE any(form IN $forms WHERE r.reason CONTAINS form OR r.retracted_reason CONTAINS form)
SET r.reason = '█', r.retracted_reason = CASE WHEN r.retracted_reason IS NULL THEN null ELSE '█' END
