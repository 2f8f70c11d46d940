import type { NewOrder } from '@waybill/contracts'

type Product = { sku: string; name: string; priceMinor: number }

/** What is sold, at prices in hundredths. */
export const products: readonly Product[] = [
  { sku: 'TEA-OOLONG-100', name: 'Oolong tea, 100 g', priceMinor: 1_290 },
  { sku: 'MUG-BLUE', name: 'Stoneware mug, blue', priceMinor: 1_450 },
  { sku: 'KETTLE-1L', name: 'Kettle, 1 l', priceMinor: 5_900 },
  { sku: 'LAMP-DESK', name: 'Desk lamp „Lumière“', priceMinor: 8_900 },
  { sku: 'CHAIR-OAK', name: 'Oak chair', priceMinor: 14_900 },
  { sku: 'BOOK-SMORGAS', name: 'Cookbook “Smörgåsbord”', priceMinor: 2_750 },
  { sku: 'CRAYONS-24', name: 'Crayons, 24 colours 🖍️', priceMinor: 995 },
  { sku: 'PUZZLE-1000', name: 'Puzzle, 1000 pieces', priceMinor: 1_999 },
  { sku: 'RUG-KILIM', name: 'كليم منسوج يدويًا', priceMinor: 23_500 },
  { sku: 'BELL-BIKE', name: 'Bicycle bell', priceMinor: 799 },
  { sku: 'NOTEBOOK-A5', name: 'Notebook A5, dotted', priceMinor: 1_150 },
  { sku: 'CANDLE-BEES', name: 'Beeswax candle', priceMinor: 640 },
]

/** What people call their orders: accents, other scripts, emoji, and the characters that searches trip over. */
export const orderNames: readonly string[] = [
  'Birthday present for Åsa',
  'Café Zoë, opening night',
  'Naïve art supplies',
  'Smörgåsbord Friday',
  'Crème brûlée set',
  'Weihnachten bei Müllers',
  'Łódź office move',
  'Piñata party 🎉',
  'عيد ميلاد ليلى',
  'הזמנה לחג',
  '東京オフィス',
  'Подарок для Анны',
  'Garden, spring 🌷',
  'New flat: kitchen',
  'New flat: desk corner',
  'Half price week: 50% off',
  'snake_case lovers club',
  'Back\\slash Books',
  "O'Brien's anniversary",
  'Ada & Grace, lab snacks',
  'Thank you, team!',
  'Summer picnic 🧺',
  'School start, Élodie',
  'Order for Grandma',
]

type Currency = { code: NewOrder['currency']; factor: number }

/** `factor` brings a price in hundredths to the currency's minor unit and to a believable sum. */
export const currencies: readonly Currency[] = [
  { code: 'EUR', factor: 1 },
  { code: 'EUR', factor: 1 },
  { code: 'USD', factor: 1 },
  { code: 'GBP', factor: 0.9 },
  { code: 'SEK', factor: 11 },
  { code: 'JPY', factor: 1.6 },
  { code: 'ILS', factor: 4 },
]
