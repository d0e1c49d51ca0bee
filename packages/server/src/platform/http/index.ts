/**
 * From a declared endpoint to an answer: checks, errors, headers and limits, the same for every route.
 */
export * from './route.ts'
