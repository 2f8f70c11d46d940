import { EmptyState } from '../../components/empty-state.tsx'

export const OrderMissing = () => (
  <EmptyState title="This user has no such order">
    The address may be incomplete, or the order is somebody else’s.
  </EmptyState>
)
