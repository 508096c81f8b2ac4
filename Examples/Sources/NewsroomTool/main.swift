import MinwalCLI
import MinwalPlugins
import NewsroomPlugin

await MinwalTool.main(plugins: .standard + [.newsroom])
