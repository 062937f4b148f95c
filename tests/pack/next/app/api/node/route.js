import { run } from '../../../suite.mjs'

export const dynamic = 'force-dynamic'

export async function GET() {
  return Response.json({ where: 'node route', ...(await run()) })
}
