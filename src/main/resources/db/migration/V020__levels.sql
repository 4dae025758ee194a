-- Levels of qualifications go from 1 to 5. What was 0 to 100 keeps its order: each fifth of it is a level.
update qualification_grant set level = greatest(1, ceil(level / 20.0));
alter table qualification_grant
  drop constraint qualification_grant_level_check,
  add constraint qualification_grant_level_check check (level between 1 and 5);

update project
set requirements = jsonb_set(requirements, '{qualifications}', (
  select jsonb_agg(
    case when one ? 'level'
      then jsonb_set(one, '{level}', to_jsonb(greatest(1, ceil((one ->> 'level')::int / 20.0)::int)))
      else one end
    order by place)
  from jsonb_array_elements(requirements -> 'qualifications') with ordinality as q (one, place)))
where jsonb_array_length(requirements -> 'qualifications') > 0;
