// What we use of a package that brings no types.
declare module 'vader-sentiment' {
  type Scores = { compound: number; pos: number; neu: number; neg: number }
  const vader: { SentimentIntensityAnalyzer: { polarity_scores(text: string): Scores } }
  export = vader
}
