/**
 * Custom fields: what a workspace wants to know of its sessions and contacts. A field's key and kind never change, so
 * that values, filters and programs keep their meaning; its values stand with what they are about, and outlive it.
 * The rules are in the domain's `fields`. Start reading at `change-field-list.ts`.
 */
export { applyFields, type FieldRow } from './apply-fields.ts'
export { definedValues, insertField, listFields } from './field-queries.ts'
export { fieldRoutes } from './field-routes.ts'
