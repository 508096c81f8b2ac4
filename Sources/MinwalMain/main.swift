import MinwalCLI
import MinwalPlugins

await MinwalTool.main(plugins: .standard)
