import { createContext, useContext } from 'react'

/** Something that an operator does by hand, and what must be said before and after it. */
export type Action = {
  title: string
  explanation: string
  /** On the button that does it. */
  confirm: string
  /** Does it and says in a sentence what came of it. The reason is empty where none is asked for. */
  run: (reason: string) => Promise<string>
  /** Nobody would record a reason. */
  withoutReason?: true
}

export const ActionContext = createContext<(action: Action) => void>(() => {
  throw new Error('there is no ActionDialog around this')
})

/** Opens the one dialog that asks why. */
export const useAction = () => useContext(ActionContext)

export const AskingContext = createContext(false)

/** True from the moment that the dialog opens until it has gone from the screen: keys are for it alone. */
export const useIsAsking = () => useContext(AskingContext)
