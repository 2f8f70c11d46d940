/** What a colour means, wherever it is shown. */
export type Tone = 'neutral' | 'moving' | 'good' | 'bad' | 'attention'
