import { run } from '../../../suite.mjs'

export const runtime = 'edge'

export async function GET() {
  return Response.json({ where: 'edge route', ...(await run()) })
}
